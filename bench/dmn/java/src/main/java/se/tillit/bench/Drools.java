package se.tillit.bench;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** Apache KIE Drools. */
final class Drools implements Engine {
    private record Compiled(DMNRuntime runtime, DMNModel model) {}

    @Override
    public Object compile(File file) {
        List<Resource> resources = List.of(ResourceFactory.newFileResource(file));
        DMNRuntime runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration().fromResources(resources)
            .getOrElseThrow(RuntimeException::new);
        return new Compiled(runtime, runtime.getModels().get(0));
    }

    @Override
    public Object evaluate(Object compiled, String decision, Map<String, Object> inputs) {
        Compiled c = (Compiled) compiled;
        DMNContext context = c.runtime.newContext();
        for (Map.Entry<String, Object> e : inputs.entrySet()) {
            context.set(e.getKey(), e.getValue());
        }
        DMNResult result = c.runtime.evaluateByName(c.model, context, decision);
        return result.getDecisionResultByName(decision).getResult();
    }
}
