package io.joblane.engine.link;

import io.camunda.client.CamundaClient;

/**
 * The engine in use.
 *
 * @param id tells one engine's keys from another's: keys are unique within one engine's life only
 * @param describe for logs and health, e.g. "embedded, gRPC port 40123"
 */
public record EngineLink(CamundaClient client, String id, String describe) {}
