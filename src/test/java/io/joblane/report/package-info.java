@org.jspecify.annotations.NullMarked
package io.joblane.report;
