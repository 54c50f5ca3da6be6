package tradewire.execution.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Orders worked in slices: iceberg, TWAP and VWAP.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AlgoServiceGrpc {

  private AlgoServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.execution.v1.AlgoService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.StartAlgoRequest,
      tradewire.execution.v1.Algo> getStartAlgoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartAlgo",
      requestType = tradewire.execution.v1.StartAlgoRequest.class,
      responseType = tradewire.execution.v1.Algo.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.StartAlgoRequest,
      tradewire.execution.v1.Algo> getStartAlgoMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.StartAlgoRequest, tradewire.execution.v1.Algo> getStartAlgoMethod;
    if ((getStartAlgoMethod = AlgoServiceGrpc.getStartAlgoMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getStartAlgoMethod = AlgoServiceGrpc.getStartAlgoMethod) == null) {
          AlgoServiceGrpc.getStartAlgoMethod = getStartAlgoMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.StartAlgoRequest, tradewire.execution.v1.Algo>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartAlgo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.StartAlgoRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Algo.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("StartAlgo"))
              .build();
        }
      }
    }
    return getStartAlgoMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetAlgoRequest,
      tradewire.execution.v1.Algo> getGetAlgoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAlgo",
      requestType = tradewire.execution.v1.GetAlgoRequest.class,
      responseType = tradewire.execution.v1.Algo.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetAlgoRequest,
      tradewire.execution.v1.Algo> getGetAlgoMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetAlgoRequest, tradewire.execution.v1.Algo> getGetAlgoMethod;
    if ((getGetAlgoMethod = AlgoServiceGrpc.getGetAlgoMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getGetAlgoMethod = AlgoServiceGrpc.getGetAlgoMethod) == null) {
          AlgoServiceGrpc.getGetAlgoMethod = getGetAlgoMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetAlgoRequest, tradewire.execution.v1.Algo>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAlgo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetAlgoRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Algo.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("GetAlgo"))
              .build();
        }
      }
    }
    return getGetAlgoMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListAlgosRequest,
      tradewire.execution.v1.ListAlgosResponse> getListAlgosMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAlgos",
      requestType = tradewire.execution.v1.ListAlgosRequest.class,
      responseType = tradewire.execution.v1.ListAlgosResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListAlgosRequest,
      tradewire.execution.v1.ListAlgosResponse> getListAlgosMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListAlgosRequest, tradewire.execution.v1.ListAlgosResponse> getListAlgosMethod;
    if ((getListAlgosMethod = AlgoServiceGrpc.getListAlgosMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getListAlgosMethod = AlgoServiceGrpc.getListAlgosMethod) == null) {
          AlgoServiceGrpc.getListAlgosMethod = getListAlgosMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListAlgosRequest, tradewire.execution.v1.ListAlgosResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAlgos"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAlgosRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAlgosResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("ListAlgos"))
              .build();
        }
      }
    }
    return getListAlgosMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.PauseAlgoRequest,
      tradewire.execution.v1.Algo> getPauseAlgoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PauseAlgo",
      requestType = tradewire.execution.v1.PauseAlgoRequest.class,
      responseType = tradewire.execution.v1.Algo.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.PauseAlgoRequest,
      tradewire.execution.v1.Algo> getPauseAlgoMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.PauseAlgoRequest, tradewire.execution.v1.Algo> getPauseAlgoMethod;
    if ((getPauseAlgoMethod = AlgoServiceGrpc.getPauseAlgoMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getPauseAlgoMethod = AlgoServiceGrpc.getPauseAlgoMethod) == null) {
          AlgoServiceGrpc.getPauseAlgoMethod = getPauseAlgoMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.PauseAlgoRequest, tradewire.execution.v1.Algo>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PauseAlgo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.PauseAlgoRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Algo.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("PauseAlgo"))
              .build();
        }
      }
    }
    return getPauseAlgoMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAlgoRequest,
      tradewire.execution.v1.Algo> getResumeAlgoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeAlgo",
      requestType = tradewire.execution.v1.ResumeAlgoRequest.class,
      responseType = tradewire.execution.v1.Algo.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAlgoRequest,
      tradewire.execution.v1.Algo> getResumeAlgoMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ResumeAlgoRequest, tradewire.execution.v1.Algo> getResumeAlgoMethod;
    if ((getResumeAlgoMethod = AlgoServiceGrpc.getResumeAlgoMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getResumeAlgoMethod = AlgoServiceGrpc.getResumeAlgoMethod) == null) {
          AlgoServiceGrpc.getResumeAlgoMethod = getResumeAlgoMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ResumeAlgoRequest, tradewire.execution.v1.Algo>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeAlgo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ResumeAlgoRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Algo.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("ResumeAlgo"))
              .build();
        }
      }
    }
    return getResumeAlgoMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAlgoRequest,
      tradewire.execution.v1.Algo> getCancelAlgoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelAlgo",
      requestType = tradewire.execution.v1.CancelAlgoRequest.class,
      responseType = tradewire.execution.v1.Algo.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAlgoRequest,
      tradewire.execution.v1.Algo> getCancelAlgoMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAlgoRequest, tradewire.execution.v1.Algo> getCancelAlgoMethod;
    if ((getCancelAlgoMethod = AlgoServiceGrpc.getCancelAlgoMethod) == null) {
      synchronized (AlgoServiceGrpc.class) {
        if ((getCancelAlgoMethod = AlgoServiceGrpc.getCancelAlgoMethod) == null) {
          AlgoServiceGrpc.getCancelAlgoMethod = getCancelAlgoMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CancelAlgoRequest, tradewire.execution.v1.Algo>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelAlgo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CancelAlgoRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Algo.getDefaultInstance()))
              .setSchemaDescriptor(new AlgoServiceMethodDescriptorSupplier("CancelAlgo"))
              .build();
        }
      }
    }
    return getCancelAlgoMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AlgoServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlgoServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlgoServiceStub>() {
        @java.lang.Override
        public AlgoServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlgoServiceStub(channel, callOptions);
        }
      };
    return AlgoServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AlgoServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlgoServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlgoServiceBlockingV2Stub>() {
        @java.lang.Override
        public AlgoServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlgoServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AlgoServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AlgoServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlgoServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlgoServiceBlockingStub>() {
        @java.lang.Override
        public AlgoServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlgoServiceBlockingStub(channel, callOptions);
        }
      };
    return AlgoServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AlgoServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlgoServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlgoServiceFutureStub>() {
        @java.lang.Override
        public AlgoServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlgoServiceFutureStub(channel, callOptions);
        }
      };
    return AlgoServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Begins an algo. Answers once it is committed; its slices follow. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void startAlgo(tradewire.execution.v1.StartAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartAlgoMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an algo. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getAlgo(tradewire.execution.v1.GetAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAlgoMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists algos, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listAlgos(tradewire.execution.v1.ListAlgosRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAlgosResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAlgosMethod(), responseObserver);
    }

    /**
     * <pre>
     * Places no more slices for a while. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void pauseAlgo(tradewire.execution.v1.PauseAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPauseAlgoMethod(), responseObserver);
    }

    /**
     * <pre>
     * Places slices again. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void resumeAlgo(tradewire.execution.v1.ResumeAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeAlgoMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends an algo and cancels what rests of it. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    default void cancelAlgo(tradewire.execution.v1.CancelAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelAlgoMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AlgoService.
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public static abstract class AlgoServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AlgoServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AlgoService.
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public static final class AlgoServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AlgoServiceStub> {
    private AlgoServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlgoServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlgoServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an algo. Answers once it is committed; its slices follow. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void startAlgo(tradewire.execution.v1.StartAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartAlgoMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an algo. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getAlgo(tradewire.execution.v1.GetAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAlgoMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists algos, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listAlgos(tradewire.execution.v1.ListAlgosRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAlgosResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAlgosMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Places no more slices for a while. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void pauseAlgo(tradewire.execution.v1.PauseAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPauseAlgoMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Places slices again. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void resumeAlgo(tradewire.execution.v1.ResumeAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeAlgoMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends an algo and cancels what rests of it. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public void cancelAlgo(tradewire.execution.v1.CancelAlgoRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelAlgoMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AlgoService.
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public static final class AlgoServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AlgoServiceBlockingV2Stub> {
    private AlgoServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlgoServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlgoServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an algo. Answers once it is committed; its slices follow. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo startAlgo(tradewire.execution.v1.StartAlgoRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an algo. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo getAlgo(tradewire.execution.v1.GetAlgoRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists algos, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ListAlgosResponse listAlgos(tradewire.execution.v1.ListAlgosRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAlgosMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places no more slices for a while. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo pauseAlgo(tradewire.execution.v1.PauseAlgoRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPauseAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places slices again. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo resumeAlgo(tradewire.execution.v1.ResumeAlgoRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResumeAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends an algo and cancels what rests of it. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo cancelAlgo(tradewire.execution.v1.CancelAlgoRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelAlgoMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AlgoService.
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public static final class AlgoServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AlgoServiceBlockingStub> {
    private AlgoServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlgoServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlgoServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an algo. Answers once it is committed; its slices follow. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo startAlgo(tradewire.execution.v1.StartAlgoRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an algo. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo getAlgo(tradewire.execution.v1.GetAlgoRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists algos, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.ListAlgosResponse listAlgos(tradewire.execution.v1.ListAlgosRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAlgosMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places no more slices for a while. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo pauseAlgo(tradewire.execution.v1.PauseAlgoRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPauseAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places slices again. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo resumeAlgo(tradewire.execution.v1.ResumeAlgoRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeAlgoMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends an algo and cancels what rests of it. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.execution.v1.Algo cancelAlgo(tradewire.execution.v1.CancelAlgoRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelAlgoMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AlgoService.
   * <pre>
   * Orders worked in slices: iceberg, TWAP and VWAP.
   * </pre>
   */
  public static final class AlgoServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AlgoServiceFutureStub> {
    private AlgoServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlgoServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlgoServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an algo. Answers once it is committed; its slices follow. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Algo> startAlgo(
        tradewire.execution.v1.StartAlgoRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartAlgoMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an algo. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Algo> getAlgo(
        tradewire.execution.v1.GetAlgoRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAlgoMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists algos, newest first. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListAlgosResponse> listAlgos(
        tradewire.execution.v1.ListAlgosRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAlgosMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Places no more slices for a while. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Algo> pauseAlgo(
        tradewire.execution.v1.PauseAlgoRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPauseAlgoMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Places slices again. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Algo> resumeAlgo(
        tradewire.execution.v1.ResumeAlgoRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeAlgoMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends an algo and cancels what rests of it. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Algo> cancelAlgo(
        tradewire.execution.v1.CancelAlgoRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelAlgoMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_START_ALGO = 0;
  private static final int METHODID_GET_ALGO = 1;
  private static final int METHODID_LIST_ALGOS = 2;
  private static final int METHODID_PAUSE_ALGO = 3;
  private static final int METHODID_RESUME_ALGO = 4;
  private static final int METHODID_CANCEL_ALGO = 5;

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
        case METHODID_START_ALGO:
          serviceImpl.startAlgo((tradewire.execution.v1.StartAlgoRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo>) responseObserver);
          break;
        case METHODID_GET_ALGO:
          serviceImpl.getAlgo((tradewire.execution.v1.GetAlgoRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo>) responseObserver);
          break;
        case METHODID_LIST_ALGOS:
          serviceImpl.listAlgos((tradewire.execution.v1.ListAlgosRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAlgosResponse>) responseObserver);
          break;
        case METHODID_PAUSE_ALGO:
          serviceImpl.pauseAlgo((tradewire.execution.v1.PauseAlgoRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo>) responseObserver);
          break;
        case METHODID_RESUME_ALGO:
          serviceImpl.resumeAlgo((tradewire.execution.v1.ResumeAlgoRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo>) responseObserver);
          break;
        case METHODID_CANCEL_ALGO:
          serviceImpl.cancelAlgo((tradewire.execution.v1.CancelAlgoRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Algo>) responseObserver);
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
          getStartAlgoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.StartAlgoRequest,
              tradewire.execution.v1.Algo>(
                service, METHODID_START_ALGO)))
        .addMethod(
          getGetAlgoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetAlgoRequest,
              tradewire.execution.v1.Algo>(
                service, METHODID_GET_ALGO)))
        .addMethod(
          getListAlgosMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListAlgosRequest,
              tradewire.execution.v1.ListAlgosResponse>(
                service, METHODID_LIST_ALGOS)))
        .addMethod(
          getPauseAlgoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.PauseAlgoRequest,
              tradewire.execution.v1.Algo>(
                service, METHODID_PAUSE_ALGO)))
        .addMethod(
          getResumeAlgoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ResumeAlgoRequest,
              tradewire.execution.v1.Algo>(
                service, METHODID_RESUME_ALGO)))
        .addMethod(
          getCancelAlgoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CancelAlgoRequest,
              tradewire.execution.v1.Algo>(
                service, METHODID_CANCEL_ALGO)))
        .build();
  }

  private static abstract class AlgoServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AlgoServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.execution.v1.AlgoServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AlgoService");
    }
  }

  private static final class AlgoServiceFileDescriptorSupplier
      extends AlgoServiceBaseDescriptorSupplier {
    AlgoServiceFileDescriptorSupplier() {}
  }

  private static final class AlgoServiceMethodDescriptorSupplier
      extends AlgoServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AlgoServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AlgoServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AlgoServiceFileDescriptorSupplier())
              .addMethod(getStartAlgoMethod())
              .addMethod(getGetAlgoMethod())
              .addMethod(getListAlgosMethod())
              .addMethod(getPauseAlgoMethod())
              .addMethod(getResumeAlgoMethod())
              .addMethod(getCancelAlgoMethod())
              .build();
        }
      }
    }
    return result;
  }
}
