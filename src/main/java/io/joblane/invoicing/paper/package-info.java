/** How papers look: A4, the company's colours and logo, its language; shared by invoices, credit notes and statements. */
@NullMarked
@NamedInterface("paper")
package io.joblane.invoicing.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
