package io.joblane.job.domain;

/** Who said that the work is done, and what they said of it. */
record SignOff(String by, String notes) {}
