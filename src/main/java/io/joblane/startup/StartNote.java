package io.joblane.startup;

import java.util.List;

/** Lines that a module adds to the block at the end of a start. */
public interface StartNote {
    /** Each with its heading, e.g. "Demo logins" and whom to sign in as. */
    List<Line> lines();

    /** One line of the block. */
    record Line(String heading, String text) {}
}
