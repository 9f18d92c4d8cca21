package org.factfloor.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes as people write them: {@code 500M}, {@code 20G}, or plain bytes. Units are powers of 1,024. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no size; write 500M or 20G");
        }
        int unit = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return matcher.group(2).isEmpty()
                ? Long.parseLong(matcher.group(1))
                : Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * (unit + 1));
    }
}
