package se.tillit.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one engine: Bench ENGINE MANIFEST SECONDS. The manifest and what is printed, one JSON object a line, are those
 * of bench/dmn.
 */
public final class Bench {
    /** A case of the manifest. */
    public static final class Case {
        public String name;
        public String file;
        public String decision;
        public List<Map<String, Object>> inputs = new ArrayList<>();
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static Object sink;

    public static void main(String[] args) throws Exception {
        Engine engine = args[0].equals("drools") ? new Drools() : new Camunda();
        double seconds = Double.parseDouble(args[2]);
        for (Case c : JSON.readValue(new File(args[1]), Case[].class)) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", c.name);
            try {
                measure(engine, c, seconds, line);
            } catch (Throwable e) {
                line.put("error", String.valueOf(e.getMessage()));
            }
            System.out.println(JSON.writeValueAsString(line));
        }
    }

    private static void measure(Engine engine, Case c, double seconds, Map<String, Object> line) throws Exception {
        File file = new File(c.file);
        line.put("compile_ns", compileTime(engine, file, seconds));
        if (c.inputs == null || c.inputs.isEmpty()) {
            return;
        }
        Object model = engine.compile(file);
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (Map<String, Object> one : c.inputs) {
            inputs.add(values(one));
        }
        List<Object> results = new ArrayList<>();
        for (Map<String, Object> one : inputs) {
            Object v = engine.evaluate(model, c.decision, one);
            results.add(v == null ? null : v.toString());
        }
        line.put("results", results);
        run(engine, model, c.decision, inputs, 5 * seconds); // warm-up
        double[] nanos = new double[5];
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long count = 0;
        for (int i = 0; i < nanos.length; i++) {
            long[] done = run(engine, model, c.decision, inputs, seconds);
            nanos[i] = (double) done[1] / done[0];
            count += done[0];
        }
        allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
        Arrays.sort(nanos);
        line.put("ns", nanos[nanos.length / 2]);
        line.put("bytes", (double) allocated / count);
    }

    /** The median time to read and compile a model, warm. */
    private static double compileTime(Engine engine, File file, double seconds) throws Exception {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (3 * seconds * 1e9);
        while (times.size() < 3 || System.nanoTime() < end && times.size() < 1000) {
            long start = System.nanoTime();
            sink = engine.compile(file);
            times.add(System.nanoTime() - start);
        }
        List<Long> warm = new ArrayList<>(times.subList(times.size() / 2, times.size()));
        warm.sort(null);
        return warm.get(warm.size() / 2);
    }

    /** Runs for some time; returns how many evaluations took how many nanoseconds. */
    private static long[] run(Engine engine, Object model, String decision, List<Map<String, Object>> inputs, double seconds)
            throws Exception {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long count = 0;
        while (System.nanoTime() < end) {
            for (Map<String, Object> one : inputs) {
                sink = engine.evaluate(model, decision, one);
            }
            count += inputs.size();
        }
        return new long[] {count, System.nanoTime() - start};
    }

    /** Makes decimals of all numbers, as both engines take them. */
    private static Map<String, Object> values(Map<String, Object> in) {
        Map<String, Object> out = new LinkedHashMap<>();
        in.forEach((k, v) -> out.put(k, v instanceof Number n ? new BigDecimal(n.toString()) : v));
        return out;
    }

    private Bench() {}
}
