package io.joblane.process;

class JobDayNewYorkTests extends JobDayTest {
    JobDayNewYorkTests() {
        super("America/New_York");
    }
}
