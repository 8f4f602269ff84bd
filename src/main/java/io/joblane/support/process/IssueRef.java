package io.joblane.support.process;

import java.util.UUID;

/** @param subjectId the issue */
record IssueRef(UUID subjectId) {}
