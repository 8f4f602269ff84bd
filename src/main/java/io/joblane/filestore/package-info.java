/** Where files are kept: in a folder or in an S3-compatible store, by name. Knows nothing of what is in them. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.joblane.filestore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
