package dev.maru.ui.limits;

import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitUse;

/** What can be done in the tree by those who may. */
interface LimitActs {
    void add(LimitScope scope);

    void edit(LimitUse use);

    void switchTo(LimitUse use, boolean on);

    void delete(LimitUse use);
}
