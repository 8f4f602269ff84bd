package io.joblane.identity.session;

/**
 * Where a request comes from.
 *
 * @param address the network address
 * @param userAgent what the client calls itself; may be empty
 */
public record Caller(String address, String userAgent) {}
