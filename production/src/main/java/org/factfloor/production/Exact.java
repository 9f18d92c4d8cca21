package org.factfloor.production;

import java.math.BigInteger;

/** Products and quotients of whole numbers without loss between. */
final class Exact {

    private Exact() {}

    /** floor(a × b / c). */
    static long floor(long a, long b, long c) {
        long product = a * b;
        return Math.multiplyHigh(a, b) == product >> 63
                ? Math.floorDiv(product, c)
                : wide(a, b, BigInteger.ZERO, BigInteger.valueOf(c));
    }

    /** a × b / c rounded to the nearest whole number, half up: floor(a × b / c + ½). */
    static long halfUp(long a, long b, long c) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) == product >> 63) {
            long quotient = Math.floorDiv(product, c);
            long rest = Math.floorMod(product, c);
            return rest >= c - rest ? quotient + 1 : quotient;
        }
        return wide(2 * a, b, BigInteger.valueOf(c), BigInteger.valueOf(c).shiftLeft(1));
    }

    private static long wide(long a, long b, BigInteger plus, BigInteger divisor) {
        BigInteger[] parts = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).add(plus)
                .divideAndRemainder(divisor);
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.longValueExact();
    }
}
