package io.joblane.visit.process;

import java.util.UUID;

/** The one variable most workers need. */
record VisitRef(UUID assignmentId) {}
