/** The screen of the audit trail. */
@NullMarked
package dev.maru.ui.audit;

import org.jspecify.annotations.NullMarked;
