/** A company's people: invitations, roles, who may come in, and links for new passwords. */
@NullMarked
package io.joblane.identity.member;

import org.jspecify.annotations.NullMarked;
