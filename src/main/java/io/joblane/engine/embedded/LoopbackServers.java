package io.joblane.engine.embedded;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The two ports of the engine, on loopback only: neither asks for a password. One thread moves the bytes of both. */
final class LoopbackServers implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    private static final Duration GRACE = Duration.ofMillis(300);

    private final EventLoopGroup events;
    private final Server grpc;
    private final Channel rest;

    private LoopbackServers(EventLoopGroup events, Server grpc, Channel rest) {
        this.events = events;
        this.grpc = grpc;
        this.rest = rest;
    }

    static LoopbackServers open(
            int grpcPort, int restPort, BindableService gateway, Supplier<UserTaskEndpoint> userTasks) {
        ThreadFactory threads = task -> Threads.daemon("engine-gateway", task);
        var events = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        Server grpc = null;
        try {
            grpc = openGrpc(grpcPort, gateway, events);
            return new LoopbackServers(events, grpc, openRest(restPort, userTasks, events));
        } catch (EngineStartException e) {
            if (grpc != null) {
                grpc.shutdownNow();
            }
            stop(events);
            throw e;
        }
    }

    private static Server openGrpc(int port, BindableService gateway, EventLoopGroup events) {
        try {
            return NettyServerBuilder.forAddress(loopback(port))
                    .bossEventLoopGroup(events)
                    .workerEventLoopGroup(events)
                    .channelType(NioServerSocketChannel.class)
                    .withOption(ChannelOption.SO_REUSEADDR, true)
                    // a call only writes a command to the log's queue, so it may happen on the thread that reads it
                    .directExecutor()
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .addService(gateway)
                    .build()
                    .start();
        } catch (IOException e) {
            throw portInUse("gRPC gateway", port, e);
        }
    }

    private static Channel openRest(int port, Supplier<UserTaskEndpoint> userTasks, EventLoopGroup events) {
        var bound = new ServerBootstrap()
                .group(events)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_MESSAGE_BYTES))
                                .addLast(userTasks.get());
                    }
                })
                .bind(loopback(port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw portInUse("user-task endpoint", port, bound.cause());
        }
        return bound.channel();
    }

    private static EngineStartException portInUse(String what, int port, Throwable cause) {
        return new EngineStartException(
                "Port %d, which the engine's %s needs on 127.0.0.1, is in use; stop what uses it or choose another port."
                        .formatted(port, what),
                cause);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    URI grpcAddress() {
        return URI.create("http://127.0.0.1:" + grpc.getPort());
    }

    URI restAddress() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) rest.localAddress()).getPort());
    }

    /** No new calls; those under way may end. */
    void stopAccepting() {
        grpc.shutdown();
        rest.close();
    }

    @Override
    public void close() {
        try {
            grpc.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            grpc.shutdownNow();
            grpc.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(events);
    }

    private static void stop(EventLoopGroup events) {
        events.shutdownGracefully(0, GRACE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
