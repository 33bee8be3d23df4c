package dev.maru.ui.i18n;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/** Numbers, times and money as one reader writes them: by language and time zone. */
public record Formats(Locale locale, ZoneId zone) {
    /** The formats of the page that is being built. */
    public static Formats current() {
        var ui = UI.getCurrent();
        var own = ui == null ? null : ComponentUtil.getData(ui, Formats.class);
        return own == null ? new Formats(Texts.locale(), ZoneOffset.UTC) : own;
    }

    /** Makes these the formats of a page. */
    public void useFor(UI ui) {
        ui.setLocale(locale);
        ComponentUtil.setData(ui, Formats.class, this);
    }

    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** A count that fits a small place: 1,234 or 12.3K, in Korean 1.2만. */
    public String compact(long value) {
        if (Math.abs(value) < 10_000) {
            return number(value);
        }
        var format = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    /** A share between 0 and 1 with at most one decimal. */
    public String percent(double share) {
        var format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(share > 0 && share < 0.1 ? 2 : 1);
        return format.format(share);
    }

    /** An amount with at least two decimals; small ones keep three figures that count, so that a call never costs "0.00". */
    public String money(BigDecimal amount, String currency) {
        var places = Math.max(2, Currency.getInstance(currency).getDefaultFractionDigits());
        if (amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) < 0) {
            var rounded = amount.round(new MathContext(3, RoundingMode.HALF_UP)).stripTrailingZeros();
            places = Math.max(places, rounded.scale());
        }
        return moneyFormat(currency, places).format(amount);
    }

    /** An amount with every digit that it has. */
    public String exactMoney(BigDecimal amount, String currency) {
        return moneyFormat(currency, Math.max(2, amount.stripTrailingZeros().scale()))
                .format(amount);
    }

    private DecimalFormat moneyFormat(String currency, int places) {
        var format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(places);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }

    /** 87 ms, 1.24 s, 2 min 5 s. */
    public String duration(Duration duration) {
        var millis = duration.toMillis();
        if (millis < 1_000) {
            return Translations.text("format.millis", locale, number(millis));
        }
        if (millis < 60_000) {
            var format = NumberFormat.getNumberInstance(locale);
            format.setMaximumFractionDigits(millis < 10_000 ? 2 : 1);
            return Translations.text("format.seconds", locale, format.format(millis / 1_000.0));
        }
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return Translations.text("format.whole-days", locale, duration.toDays());
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return Translations.text("format.whole-hours", locale, number(duration.toHours()));
        }
        if (duration.toHours() > 0) {
            return Translations.text(
                    "format.hours", locale, number(duration.toHours()), number(duration.toMinutesPart()));
        }
        if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return Translations.text("format.whole-minutes", locale, number(duration.toMinutes()));
        }
        return Translations.text(
                "format.minutes", locale, number(duration.toMinutes()), number(duration.toSecondsPart()));
    }

    public String dateTime(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    /** With milliseconds and the zone: for facts that are compared with logs. */
    public String exactTime(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS VV", locale).format(instant.atZone(zone));
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(date);
    }

    public String date(Instant instant) {
        return date(instant.atZone(zone).toLocalDate());
    }

    /** "3 min ago", "in 2 days"; beyond a month the date. */
    public String relative(Instant instant, Instant now) {
        var distance = Duration.between(now, instant);
        var size = distance.abs();
        var direction = distance.isNegative() || distance.isZero() ? "past" : "future";
        if (size.compareTo(Duration.ofSeconds(45)) < 0) {
            return Translations.text("format.now", locale);
        }
        if (size.compareTo(Duration.ofMinutes(60)) < 0) {
            return Translations.text("format." + direction + ".minutes", locale, Math.max(1, size.toMinutes()));
        }
        if (size.compareTo(Duration.ofHours(24)) < 0) {
            return Translations.text("format." + direction + ".hours", locale, size.toHours());
        }
        if (size.compareTo(Duration.ofDays(31)) < 0) {
            return Translations.text("format." + direction + ".days", locale, size.toDays());
        }
        return date(instant);
    }
}
