@org.jspecify.annotations.NullMarked
package io.joblane.platform;
