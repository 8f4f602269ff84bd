package io.joblane.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM as a stream: a header (magic, salt), then pieces of 64 KiB, each with its length and its tag. A piece's nonce
 * is its number and whether it is the last, so that pieces can be neither swapped nor left out, nor the end cut off.
 */
final class EncryptedFile {
    private static final byte[] MAGIC = "JLBAK1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 32;
    private static final int PIECE = 64 * 1024;
    private static final int TAG_BYTES = 16;

    private EncryptedFile() {}

    /** Closing it writes the last piece and closes {@code out}. */
    static OutputStream write(OutputStream out, BackupKey key) throws IOException {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        out.write(MAGIC);
        out.write(salt);
        return new Writer(out, key.forFile(salt), salt);
    }

    /** What it gives has been authenticated. @throws DamagedBackupException for a wrong key, or a file that was changed or cut */
    static InputStream read(InputStream in, BackupKey key) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new DamagedBackupException("The file is no backup of Joblane");
        }
        byte[] salt = in.readNBytes(SALT);
        return new Reader(in, key.forFile(salt), salt);
    }

    private static byte[] crypt(
            int mode, SecretKey key, byte[] salt, long number, boolean last, byte[] piece, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce =
                ByteBuffer.allocate(12).putInt(last ? 1 : 0).putLong(number).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(salt);
        return cipher.doFinal(piece, 0, length);
    }

    private static final class Writer extends OutputStream {
        private final DataOutputStream out;
        private final SecretKey key;
        private final byte[] salt;
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private long number;
        private boolean closed;

        Writer(OutputStream out, SecretKey key, byte[] salt) {
            this.out = new DataOutputStream(out);
            this.key = key;
            this.salt = salt;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int left = length;
            while (left > 0) {
                if (filled == PIECE) {
                    flushPiece(false);
                }
                int taken = Math.min(left, PIECE - filled);
                System.arraycopy(bytes, from + length - left, piece, filled, taken);
                filled += taken;
                left -= taken;
            }
        }

        private void flushPiece(boolean last) throws IOException {
            try {
                byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, salt, number++, last, piece, filled);
                out.writeInt(last ? -sealed.length : sealed.length);
                out.write(sealed);
            } catch (GeneralSecurityException e) {
                throw new IOException("Cannot encrypt", e);
            }
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                flushPiece(true);
                out.close();
            }
        }
    }

    private static final class Reader extends InputStream {
        private final DataInputStream in;
        private final SecretKey key;
        private final byte[] salt;
        private byte[] piece = new byte[0];
        private int read;
        private long number;
        private boolean ended;

        Reader(InputStream in, SecretKey key, byte[] salt) {
            this.in = new DataInputStream(in);
            this.key = key;
            this.salt = salt;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (read == piece.length) {
                if (ended) {
                    return -1;
                }
                nextPiece();
            }
            int taken = Math.min(length, piece.length - read);
            System.arraycopy(piece, read, bytes, from, taken);
            read += taken;
            return taken;
        }

        private void nextPiece() throws IOException {
            try {
                int length = in.readInt();
                boolean last = length < 0;
                int sealed = Math.abs(length);
                if (sealed < TAG_BYTES || sealed > PIECE + TAG_BYTES) {
                    throw new DamagedBackupException("The backup is damaged");
                }
                byte[] bytes = in.readNBytes(sealed);
                piece = crypt(Cipher.DECRYPT_MODE, key, salt, number++, last, bytes, bytes.length);
                read = 0;
                ended = last;
            } catch (EOFException e) {
                throw new DamagedBackupException("The backup's end is missing");
            } catch (GeneralSecurityException e) {
                throw new DamagedBackupException("The backup is damaged, or was made with another JOBLANE_BACKUP_KEY");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
