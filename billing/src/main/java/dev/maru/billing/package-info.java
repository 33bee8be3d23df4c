/** Sell prices, plans and invoices over the gateway's ledger; its first types come with the plans. */
@ApplicationModule(allowedDependencies = {"core :: *", "platform", "platform :: *", "gateway", "gateway :: *"})
@NullMarked
package dev.maru.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
