package se.tillit.bench;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import scala.util.Either;

/** The DMN engine of Camunda on its FEEL engine, both in Scala. */
final class Camunda implements Engine {
    private final DmnEngine engine = new DmnEngine.Builder().build();

    @Override
    public Object compile(File file) throws Exception {
        Either<DmnEngine.Failure, ParsedDmn> parsed = engine.parse(new ByteArrayInputStream(Files.readAllBytes(file.toPath())));
        if (parsed.isLeft()) {
            throw new IllegalStateException(parsed.left().toOption().get().message());
        }
        return parsed.toOption().get();
    }

    @Override
    public Object evaluate(Object model, String decision, Map<String, Object> inputs) {
        Either<DmnEngine.EvalFailure, DmnEngine.EvalResult> result = engine.evalByName((ParsedDmn) model, decision, inputs);
        if (result.isLeft()) {
            throw new IllegalStateException(result.left().toOption().get().failure().message());
        }
        return result.toOption().get().value();
    }
}
