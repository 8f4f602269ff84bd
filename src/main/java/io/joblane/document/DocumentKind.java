package io.joblane.document;

/** What a document of an agent proves. */
public enum DocumentKind {
    LICENCE,
    INSURANCE,
    OTHER
}
