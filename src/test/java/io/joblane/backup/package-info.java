@org.jspecify.annotations.NullMarked
package io.joblane.backup;
