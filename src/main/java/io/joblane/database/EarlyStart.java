package io.joblane.database;

/** Something slow that needs nothing but the data folder and may begin to start while PostgreSQL starts. */
public interface EarlyStart {
    /** Begins and returns at once; a second call does nothing. */
    void begin(DataFolder folder);
}
