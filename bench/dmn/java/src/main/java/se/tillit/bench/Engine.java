package se.tillit.bench;

import java.io.File;
import java.util.Map;

/** An engine that is measured. */
interface Engine {
    /** Reads and compiles a model; what it returns is given to {@link #evaluate}. */
    Object compile(File model) throws Exception;

    /** Evaluates a decision for inputs that are values already, and returns its value. */
    Object evaluate(Object model, String decision, Map<String, Object> inputs) throws Exception;
}
