package dev.ticketing.testkit;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the servers once per JVM and gives each test class its {@link Backends}, as a parameter. */
final class BackendsExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(BackendsExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var servers = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(BackendServers.class, key -> BackendServers.start(), BackendServers.class);
        var backends = Backends.of(Vertx.vertx(), servers);
        Events.emptyQueues(servers.rabbitUri());
        backends.emptyRedis();
        context.getStore(NAMESPACE).put(Backends.class, backends);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Eventually.await(backends(context).vertx().close());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Backends.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return backends(context);
    }

    private static Backends backends(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Backends.class, Backends.class);
    }
}
