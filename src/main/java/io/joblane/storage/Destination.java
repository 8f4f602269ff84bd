package io.joblane.storage;

/** Where a file goes. Asked in a transaction, once before the content is read and once in the transaction of the row. */
public interface Destination {
    /** @throws io.joblane.shared.Problem where the current actor may not put a file there now */
    Belongs check();

    /** The row is new; joins its transaction. */
    default void kept(FileView file) {}
}
