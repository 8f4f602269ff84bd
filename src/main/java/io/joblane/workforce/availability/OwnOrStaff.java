package io.joblane.workforce.availability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** Agents for themselves, and those who run the day for anybody. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("@roles.any('agent', 'admin', 'platform_admin', 'manager', 'dispatcher')")
public @interface OwnOrStaff {}
