package io.joblane;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. Each package beside this class is one business capability. */
@SpringBootApplication
public class Joblane {
    public static void main(String[] args) {
        SpringApplication.run(Joblane.class, args);
    }
}
