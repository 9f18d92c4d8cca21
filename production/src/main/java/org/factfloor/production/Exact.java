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
                : floor(exact(a, b), BigInteger.valueOf(c));
    }

    /** a × b / c rounded to the nearest whole number, half up: floor(a × b / c + ½). */
    static long halfUp(long a, long b, long c) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) == product >> 63) {
            long quotient = Math.floorDiv(product, c);
            long rest = Math.floorMod(product, c);
            return rest >= c - rest ? quotient + 1 : quotient;
        }
        BigInteger divisor = BigInteger.valueOf(c);
        return floor(exact(a, b).shiftLeft(1).add(divisor), divisor.shiftLeft(1));
    }

    private static BigInteger exact(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    private static long floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.longValueExact();
    }
}
