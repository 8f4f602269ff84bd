package io.joblane.http.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ServerProblemConfiguration {
    /** Added last, so it is the innermost and reports first; under its class's name, so that the host adds no other. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverProblems(JsonMapper json) {
        return factory -> {
            factory.addEngineValves(new EarlyRefusalValve());
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ServerProblemValve.class.getName());
                    host.getPipeline().addValve(new ServerProblemValve(json));
                }
            });
        };
    }
}
