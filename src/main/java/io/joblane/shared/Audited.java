package io.joblane.shared;

import org.jspecify.annotations.Nullable;

/** An aggregate whose row carries the audit columns. */
public interface Audited<T> {
    @Nullable Audit audit();

    T withAudit(Audit audit);
}
