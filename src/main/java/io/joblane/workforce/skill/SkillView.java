package io.joblane.workforce.skill;

import java.util.UUID;

/** @param needsCertificate whoever has the skill may only use it while their certificate is valid */
public record SkillView(UUID id, String name, boolean needsCertificate, int version) {}
