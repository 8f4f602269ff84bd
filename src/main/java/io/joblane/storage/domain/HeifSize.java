package io.joblane.storage.domain;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The size of an HEIC or HEIF image: the largest that its item properties (ISO/IEC 23008-12) name, for it may be made of tiles. */
final class HeifSize {
    private static final Set<String> ON_THE_WAY = Set.of("meta", "iprp", "ipco");
    /** Beyond that nobody looks for properties; those of a phone's photo have a few hundred. */
    private static final int MOST_BOXES = 10_000;

    private static final int DEEPEST = 4;

    private final DataInputStream in;
    private int boxes;
    private int depth;
    private int width;
    private int height;

    private HeifSize(DataInputStream in) {
        this.in = in;
    }

    static Optional<ImageSize> of(DataInputStream in, long length) throws IOException {
        HeifSize reader = new HeifSize(in);
        reader.read(length);
        return reader.width == 0 ? Optional.empty() : Optional.of(new ImageSize(reader.width, reader.height));
    }

    /** Reads the boxes within the next {@code length} bytes. */
    private void read(long length) throws IOException {
        if (depth++ == DEEPEST) {
            return;
        }
        long left = length;
        while (left >= 8 && boxes++ < MOST_BOXES) {
            long size = in.readInt() & 0xFFFFFFFFL;
            String type = ImageSize.text(in);
            long header = 8;
            if (size == 1) {
                size = in.readLong();
                header = 16;
            } else if (size == 0) {
                size = left;
            }
            if (size < header || size > left) {
                return;
            }
            content(type, size - header);
            left -= size;
        }
        depth--;
    }

    /** Unsigned; what no int holds is too large in any case. */
    private int side() throws IOException {
        return (int) Math.min(in.readInt() & 0xFFFFFFFFL, Integer.MAX_VALUE);
    }

    private void content(String type, long length) throws IOException {
        if (type.equals("ispe") && length >= 12) {
            in.skipNBytes(4);
            int itsWidth = side();
            int itsHeight = side();
            if ((long) itsWidth * itsHeight > (long) width * height) {
                width = itsWidth;
                height = itsHeight;
            }
            in.skipNBytes(length - 12);
        } else if (type.equals("meta") && length >= 4) {
            in.skipNBytes(4);
            read(length - 4);
        } else if (ON_THE_WAY.contains(type)) {
            read(length);
        } else {
            in.skipNBytes(length);
        }
    }
}
