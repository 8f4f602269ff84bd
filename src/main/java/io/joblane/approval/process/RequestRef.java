package io.joblane.approval.process;

import java.util.UUID;

/** @param subjectId the request */
record RequestRef(UUID subjectId) {}
