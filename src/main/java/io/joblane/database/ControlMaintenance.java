package io.joblane.database;

/** Work on the control database at the start, before anything of this application uses it. */
public interface ControlMaintenance {
    void run(Databases databases);
}
