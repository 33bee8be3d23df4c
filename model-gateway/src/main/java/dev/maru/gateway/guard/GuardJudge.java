package dev.maru.gateway.guard;

/** Asks somebody outside the gateway's own checks whether texts may pass. */
interface GuardJudge {
    /** Answers within bounded time and never throws. */
    JudgeVerdict ask(JudgeQuestion question);
}
