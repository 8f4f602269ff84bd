package io.joblane.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Files as phones send them, small. */
public final class Pictures {
    public static final byte[] PDF =
            "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return image("jpg", width, height);
    }

    public static byte[] png(int width, int height) {
        return image("png", width, height);
    }

    private static byte[] image(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PNG whose header says that it is so large, and that has no pixels. */
    public static byte[] pngThatSays(int width, int height) {
        byte[] png = png(1, 1);
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return png;
    }

    /** @param chunk {@code VP8X}, {@code VP8L} or {@code VP8 } */
    public static byte[] webp(String chunk, int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(56).put(ascii("WEBP")).put(ascii(chunk)).putInt(40);
        switch (chunk) {
            case "VP8X" -> {
                file.putInt(0);
                little(file, width - 1);
                little(file, height - 1);
            }
            case "VP8L" -> file.put((byte) 0x2F).putInt((width - 1) | ((height - 1) << 14));
            default ->
                file.put(new byte[] {0x10, 0, 0, (byte) 0x9D, 0x01, 0x2A})
                        .putShort((short) width)
                        .putShort((short) height);
        }
        return file.array();
    }

    private static void little(ByteBuffer file, int value) {
        file.put((byte) value).put((byte) (value >>> 8)).put((byte) (value >>> 16));
    }

    /** With a tile's size before that of the whole. */
    public static byte[] heic(int width, int height) {
        byte[] tile = box("ispe", ints(0, 512, 512));
        byte[] whole = box("ispe", ints(0, width, height));
        byte[] meta =
                box("meta", concat(ints(0), box("hdlr", new byte[20]), box("iprp", box("ipco", concat(tile, whole)))));
        byte[] type = box("ftyp", concat(ascii("heic"), ints(0), ascii("mif1"), ascii("heic")));
        return concat(type, meta, box("mdat", new byte[16]));
    }

    private static byte[] box(String type, byte[] content) {
        return concat(ints(8 + content.length), ascii(type), content);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
