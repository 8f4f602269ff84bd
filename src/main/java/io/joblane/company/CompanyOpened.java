package io.joblane.company;

/** A company's database has been opened here after the start; published in every replica. */
public record CompanyOpened(String slug) {}
