package io.joblane.storage.domain;

import io.joblane.shared.LowerCase;
import io.joblane.storage.FileKind;
import org.jspecify.annotations.Nullable;

/** A name that is safe on every system and in every header, and ends as the content does. */
final class FileName {
    private static final int LONGEST = 80;

    private FileName() {}

    static String of(@Nullable String sent, FileKind kind, String contentType) {
        String last = sent == null ? "" : sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        String base = (dot > 0 ? last.substring(0, dot) : last)
                .replaceAll("[^\\p{L}\\p{N} _-]", "_")
                .strip();
        String shown = base.isEmpty()
                ? LowerCase.of(kind)
                : base.codePointCount(0, base.length()) <= LONGEST
                        ? base
                        : base.substring(0, base.offsetByCodePoints(0, LONGEST)).strip();
        return shown + ContentType.ending(contentType);
    }
}
