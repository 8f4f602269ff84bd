/** The BPMN and DMN files that come with the application: read, checked against the code, deployed when changed. */
@NullMarked
package io.joblane.engine.model;

import org.jspecify.annotations.NullMarked;
