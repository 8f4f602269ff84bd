package io.joblane.notification.template;

import java.io.Writer;

/** Takes so many characters until such a moment, and then ends the rendering. */
final class BoundedWriter extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int most;
    private final long until;

    /** @param until on {@link System#nanoTime()} */
    BoundedWriter(int most, long until) {
        this.most = most;
        this.until = until;
    }

    @Override
    public void write(char[] characters, int from, int count) {
        if (text.length() + count > most) {
            throw new TemplateRefusedException("It becomes longer than " + most + " characters");
        }
        if (System.nanoTime() - until > 0) {
            throw new TemplateRefusedException("It takes too long to render");
        }
        text.append(characters, from, count);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
