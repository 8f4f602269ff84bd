package io.joblane.backup;

import java.io.IOException;

/** A backup that cannot be used; its message says why. */
class DamagedBackupException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBackupException(String message) {
        super(message);
    }
}
