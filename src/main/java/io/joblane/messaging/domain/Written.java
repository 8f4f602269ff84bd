package io.joblane.messaging.domain;

/** @param isNew false where the message had arrived before */
public record Written(MessageView message, boolean isNew) {}
