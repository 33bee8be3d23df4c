/** Tests that ask every route of the table: who may, what they see, and what they must never see. */
@NullMarked
package dev.maru.routes;

import org.jspecify.annotations.NullMarked;
