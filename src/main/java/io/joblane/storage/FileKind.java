package io.joblane.storage;

import java.util.List;
import java.util.Set;

/** What a file is; which types of content it may have. */
public enum FileKind {
    PHOTO("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"),
    SIGNATURE("image/png", "image/jpeg", "image/webp"),
    DOCUMENT("application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif");

    private final Set<String> types;

    FileKind(String... types) {
        this.types = Set.of(types);
    }

    /** In alphabetical order. */
    public List<String> types() {
        return types.stream().sorted().toList();
    }

    public boolean mayBe(String contentType) {
        return types.contains(contentType);
    }
}
