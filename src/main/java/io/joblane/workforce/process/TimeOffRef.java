package io.joblane.workforce.process;

import java.util.UUID;

/** @param subjectId the request for time off */
record TimeOffRef(UUID subjectId) {}
