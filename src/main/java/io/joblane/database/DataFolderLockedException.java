package io.joblane.database;

import io.joblane.shared.CannotStartException;
import java.nio.file.Path;

/** Another process works on the data folder. */
public class DataFolderLockedException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    DataFolderLockedException(Path folder) {
        super("The data folder " + folder
                + " is in use by another Joblane; stop that one, or set JOBLANE_DATA to another folder.");
    }
}
