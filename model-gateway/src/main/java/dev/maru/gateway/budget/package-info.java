/** Budgets of money: what may be spent, what is reserved for calls, what was spent. */
@NamedInterface("budget")
@NullMarked
package dev.maru.gateway.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
