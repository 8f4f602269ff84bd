/**
 * What a customer owes: the statement of a month as PDF and CSV, for one customer at once or for all of them in a run that goes
 * on after a restart. Reads the tables of invoices and payments and changes nothing of theirs.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "context",
            "database",
            "company",
            "http",
            "identity",
            "customer",
            "filestore",
            "invoicing",
            "invoicing :: paper"
        })
package io.joblane.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
