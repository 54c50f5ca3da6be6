package tradewire.system.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Tells where a replay through the services stands. The feed that leads the
 * replay serves it.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ReplayServiceGrpc {

  private ReplayServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.system.v1.ReplayService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.GetReplayRequest,
      tradewire.system.v1.Replay> getGetReplayMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetReplay",
      requestType = tradewire.system.v1.GetReplayRequest.class,
      responseType = tradewire.system.v1.Replay.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.GetReplayRequest,
      tradewire.system.v1.Replay> getGetReplayMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.GetReplayRequest, tradewire.system.v1.Replay> getGetReplayMethod;
    if ((getGetReplayMethod = ReplayServiceGrpc.getGetReplayMethod) == null) {
      synchronized (ReplayServiceGrpc.class) {
        if ((getGetReplayMethod = ReplayServiceGrpc.getGetReplayMethod) == null) {
          ReplayServiceGrpc.getGetReplayMethod = getGetReplayMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.GetReplayRequest, tradewire.system.v1.Replay>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetReplay"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.GetReplayRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.Replay.getDefaultInstance()))
              .setSchemaDescriptor(new ReplayServiceMethodDescriptorSupplier("GetReplay"))
              .build();
        }
      }
    }
    return getGetReplayMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.system.v1.ReadReplayJournalRequest,
      tradewire.system.v1.ReadReplayJournalResponse> getReadReplayJournalMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadReplayJournal",
      requestType = tradewire.system.v1.ReadReplayJournalRequest.class,
      responseType = tradewire.system.v1.ReadReplayJournalResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.system.v1.ReadReplayJournalRequest,
      tradewire.system.v1.ReadReplayJournalResponse> getReadReplayJournalMethod() {
    io.grpc.MethodDescriptor<tradewire.system.v1.ReadReplayJournalRequest, tradewire.system.v1.ReadReplayJournalResponse> getReadReplayJournalMethod;
    if ((getReadReplayJournalMethod = ReplayServiceGrpc.getReadReplayJournalMethod) == null) {
      synchronized (ReplayServiceGrpc.class) {
        if ((getReadReplayJournalMethod = ReplayServiceGrpc.getReadReplayJournalMethod) == null) {
          ReplayServiceGrpc.getReadReplayJournalMethod = getReadReplayJournalMethod =
              io.grpc.MethodDescriptor.<tradewire.system.v1.ReadReplayJournalRequest, tradewire.system.v1.ReadReplayJournalResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadReplayJournal"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ReadReplayJournalRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.system.v1.ReadReplayJournalResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ReplayServiceMethodDescriptorSupplier("ReadReplayJournal"))
              .build();
        }
      }
    }
    return getReadReplayJournalMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ReplayServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ReplayServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ReplayServiceStub>() {
        @java.lang.Override
        public ReplayServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ReplayServiceStub(channel, callOptions);
        }
      };
    return ReplayServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ReplayServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ReplayServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ReplayServiceBlockingV2Stub>() {
        @java.lang.Override
        public ReplayServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ReplayServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ReplayServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ReplayServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ReplayServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ReplayServiceBlockingStub>() {
        @java.lang.Override
        public ReplayServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ReplayServiceBlockingStub(channel, callOptions);
        }
      };
    return ReplayServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ReplayServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ReplayServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ReplayServiceFutureStub>() {
        @java.lang.Override
        public ReplayServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ReplayServiceFutureStub(channel, callOptions);
        }
      };
    return ReplayServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Gets a replay and how far it is. NOT_FOUND where there is none.
     * </pre>
     */
    default void getReplay(tradewire.system.v1.GetReplayRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.Replay> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetReplayMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the steps of a replay so far with their market data and rounds, for a
     * participant that runs again from the beginning after a crash. Ends at the
     * round that is open.
     * </pre>
     */
    default void readReplayJournal(tradewire.system.v1.ReadReplayJournalRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ReadReplayJournalResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadReplayJournalMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ReplayService.
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public static abstract class ReplayServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ReplayServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ReplayService.
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public static final class ReplayServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ReplayServiceStub> {
    private ReplayServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ReplayServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ReplayServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a replay and how far it is. NOT_FOUND where there is none.
     * </pre>
     */
    public void getReplay(tradewire.system.v1.GetReplayRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.Replay> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetReplayMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the steps of a replay so far with their market data and rounds, for a
     * participant that runs again from the beginning after a crash. Ends at the
     * round that is open.
     * </pre>
     */
    public void readReplayJournal(tradewire.system.v1.ReadReplayJournalRequest request,
        io.grpc.stub.StreamObserver<tradewire.system.v1.ReadReplayJournalResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getReadReplayJournalMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ReplayService.
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public static final class ReplayServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ReplayServiceBlockingV2Stub> {
    private ReplayServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ReplayServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ReplayServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a replay and how far it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.system.v1.Replay getReplay(tradewire.system.v1.GetReplayRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetReplayMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the steps of a replay so far with their market data and rounds, for a
     * participant that runs again from the beginning after a crash. Ends at the
     * round that is open.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.system.v1.ReadReplayJournalResponse>
        readReplayJournal(tradewire.system.v1.ReadReplayJournalRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getReadReplayJournalMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ReplayService.
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public static final class ReplayServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ReplayServiceBlockingStub> {
    private ReplayServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ReplayServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ReplayServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a replay and how far it is. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.system.v1.Replay getReplay(tradewire.system.v1.GetReplayRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetReplayMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the steps of a replay so far with their market data and rounds, for a
     * participant that runs again from the beginning after a crash. Ends at the
     * round that is open.
     * </pre>
     */
    public java.util.Iterator<tradewire.system.v1.ReadReplayJournalResponse> readReplayJournal(
        tradewire.system.v1.ReadReplayJournalRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getReadReplayJournalMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ReplayService.
   * <pre>
   * Tells where a replay through the services stands. The feed that leads the
   * replay serves it.
   * </pre>
   */
  public static final class ReplayServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ReplayServiceFutureStub> {
    private ReplayServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ReplayServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ReplayServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gets a replay and how far it is. NOT_FOUND where there is none.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.system.v1.Replay> getReplay(
        tradewire.system.v1.GetReplayRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetReplayMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_REPLAY = 0;
  private static final int METHODID_READ_REPLAY_JOURNAL = 1;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_GET_REPLAY:
          serviceImpl.getReplay((tradewire.system.v1.GetReplayRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.Replay>) responseObserver);
          break;
        case METHODID_READ_REPLAY_JOURNAL:
          serviceImpl.readReplayJournal((tradewire.system.v1.ReadReplayJournalRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.system.v1.ReadReplayJournalResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getGetReplayMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.system.v1.GetReplayRequest,
              tradewire.system.v1.Replay>(
                service, METHODID_GET_REPLAY)))
        .addMethod(
          getReadReplayJournalMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.system.v1.ReadReplayJournalRequest,
              tradewire.system.v1.ReadReplayJournalResponse>(
                service, METHODID_READ_REPLAY_JOURNAL)))
        .build();
  }

  private static abstract class ReplayServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ReplayServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.system.v1.ReplayServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ReplayService");
    }
  }

  private static final class ReplayServiceFileDescriptorSupplier
      extends ReplayServiceBaseDescriptorSupplier {
    ReplayServiceFileDescriptorSupplier() {}
  }

  private static final class ReplayServiceMethodDescriptorSupplier
      extends ReplayServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ReplayServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ReplayServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ReplayServiceFileDescriptorSupplier())
              .addMethod(getGetReplayMethod())
              .addMethod(getReadReplayJournalMethod())
              .build();
        }
      }
    }
    return result;
  }
}
