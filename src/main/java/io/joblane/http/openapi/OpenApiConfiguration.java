package io.joblane.http.openapi;

import io.joblane.http.PageQuery;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageQuery.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Joblane")
                                .version("v1")
                                .description(
                                        "Bookings, dispatch and the agents' work. Header X-Company chooses the company; whoever has"
                                                + " one company needs none. Every refusal is an RFC 9457 problem with a stable code."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    private static Schema<?> problem() {
        Schema<?> error =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What to do next"))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("code", new StringSchema().description("Stable, in snake_case"))
                .addProperty("requestId", new StringSchema())
                .addProperty("errors", new ArraySchema().items(error));
    }

    /** The parameters that {@link PageQuery} stands for. */
    @Bean
    OperationCustomizer pages() {
        return (operation, handler) -> {
            boolean paged = Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == PageQuery.class);
            if (paged) {
                operation.addParametersItem(new Parameter()
                        .in("query")
                        .name("limit")
                        .schema(new IntegerSchema()
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(PageQuery.MAX_LIMIT))
                                ._default(PageQuery.DEFAULT_LIMIT)));
                operation.addParametersItem(new Parameter()
                        .in("query")
                        .name("after")
                        .description("The \"next\" of the page before")
                        .schema(new StringSchema()));
            }
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer problemsAndEnums() {
        return api -> {
            if (api.getPaths() != null) {
                api.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiConfiguration::complete));
            }
            // Here, not above: springdoc drops schemas that nothing has referred to so far.
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getComponents().getSchemas().values().forEach(EnumNames::lowerCase);
        };
    }

    private static void complete(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("Refused")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> EnumNames.lowerCase(parameter.getSchema()));
        }
    }
}
