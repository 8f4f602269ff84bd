package io.joblane.http;

import io.joblane.shared.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Where a page ended: the sort keys of its last row, opaque to the client. A checksum finds what was cut off or mistyped; it
 * is no signature, and none is needed, because a cursor opens nothing that the query does not show.
 */
public record Cursor(List<String> keys) {
    private static final int CHECKSUM = Integer.BYTES;

    public Cursor {
        keys = List.copyOf(keys);
    }

    /** The text of {@code next} for these sort keys, in the order of the query's ORDER BY. */
    public static String of(Object... keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object key : keys) {
                out.writeUTF(key.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A sort key is too long for a cursor", e);
        }
        byte[] body = bytes.toByteArray();
        byte[] whole = ByteBuffer.allocate(CHECKSUM + body.length)
                .putInt(checksum(body))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** @throws Problem 400 {@code invalid_cursor} for a text that is no cursor of ours */
    public static Cursor parse(String text) {
        byte[] whole = decode(text);
        if (whole.length <= CHECKSUM) {
            throw invalid();
        }
        byte[] body = new byte[whole.length - CHECKSUM];
        ByteBuffer buffer = ByteBuffer.wrap(whole);
        int checksum = buffer.getInt();
        buffer.get(body);
        if (checksum != checksum(body)) {
            throw invalid();
        }
        List<String> keys = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            while (in.available() > 0) {
                keys.add(in.readUTF());
            }
        } catch (IOException e) {
            throw invalid();
        }
        return new Cursor(keys);
    }

    public String text(int index) {
        if (index >= keys.size()) {
            throw invalid();
        }
        return keys.get(index);
    }

    public Instant instant(int index) {
        try {
            return Moments.instant(text(index));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    public LocalDate date(int index) {
        try {
            return Moments.date(text(index));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    public UUID uuid(int index) {
        try {
            return UUID.fromString(text(index));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    public long number(int index) {
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static int checksum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue();
    }

    private static Problem invalid() {
        return Problem.badRequest(
                "invalid_cursor",
                "\"after\" is not a cursor of this list. Pass the \"next\" of the page before, or leave it out to begin at the first page.");
    }
}
