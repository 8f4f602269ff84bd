/** Customer records, their contacts, and the requests to change them; open to the module of those who sell. */
@NullMarked
@NamedInterface("records")
package io.joblane.customer.domain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
